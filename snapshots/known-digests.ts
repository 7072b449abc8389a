// Logical digests of the current recipe version, checked whenever one of these snapshots is made: a recipe
// that changed without a new version, or an engine that computes differently, cannot go unnoticed.

/** By `scale/seed`. After a deliberate change raise the version in recipe.ts and take the new digests. */
export const KNOWN_DIGESTS: Readonly<Record<string, string>> = {
  'tiny/1': 'a9e7b0006ef22b520633a9ccf279a585d78749523f556346153acc951e0919f6',
  'tiny/heartbench': 'c740130e794eaf35d09247ce0e339243c8a2f5f89bd85ea5f4a6508db4e41bd2',
  'small/heartbench': '92de69970e5c522c1e8b9723fb77c797b1f4b3c7207b1a132de1fe13cf57b1ab',
  'golden/heartbench': '1c3bb9f9a8ac4102bc57bf55e71cd8e428e2d63655bf8179bd3a67d78bcac76f',
  'xl/heartbench': '99f1925e6f728dcef60bf7e57934f58042e8708fcd68ee3565fef96136de9004',
}
