# syntax=docker/dockerfile:1
# One image for every role: web, worker and the commands. Build it with `docker compose build`.

# What runs: the packages of production, without the embedded Postgres and the tools to build.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

# The pages, built with all the tools.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json needs-node.js start.js run.js server.js LICENSE ./
COPY app app
COPY db db
COPY emails emails
COPY public public
# the user "node" by its number, as Kubernetes must know it (runAsNonRoot); nothing in here is written to
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# not through npm, so that signals reach the program itself
CMD ["node", "start.js"]
