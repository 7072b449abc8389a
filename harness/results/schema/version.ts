/** A change of shape: one more here, a step in upgrade.ts, and a file of the old version kept in fixtures/. */
export const SCHEMA_VERSION = 6
