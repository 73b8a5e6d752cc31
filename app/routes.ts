/** Every address and the file that answers it. */
import { type RouteConfig, index, route } from "@remix-run/route-config";

export default [
  index("routes/home.tsx"),
  route("demands/:slug", "routes/demand.tsx"),
  route("demands/:slug/sign", "routes/sign.tsx"),
  route("demands/:slug/check-your-inbox", "routes/check-your-inbox.tsx"),
  route("demands/:slug/signed", "routes/signed.tsx"),
  route("confirm/:token", "routes/confirm.tsx"),
  route("confirm/:token/not-me", "routes/not-me.tsx"),
  route("manage/:token", "routes/manage.tsx"),
  route("manage/:token/export", "routes/manage-export.ts"),
  route("unsubscribe/:token", "routes/unsubscribe.tsx"),
  route("healthz", "routes/healthz.ts"),
  route("readyz", "routes/readyz.ts"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
