/** The site's own role on the database of the tests, as a deployment has one. */
import type { RoleLogin } from "#db/roles.ts";

export const APP_ROLE: RoleLogin = { name: "site_app", password: "of-the-tests" };

export function loginOf(url: string): RoleLogin {
  const { username, password } = new URL(url);
  return { name: username, password };
}

/** The same database by the site's own role, which works with rows and makes nothing. */
export function appUrlOf(url: string, { name, password } = APP_ROLE): string {
  const address = new URL(url);
  address.username = name;
  address.password = password;
  return address.href;
}
