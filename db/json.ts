/** What a jsonb column may hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
