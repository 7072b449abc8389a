// Logical digests of the current recipe version, checked whenever one of these snapshots is made: a recipe
// that changed without a new version, or an engine that computes differently, cannot go unnoticed.

/** By `scale/seed`. After a deliberate change raise the version in recipe.ts and take the new digests. */
export const KNOWN_DIGESTS: Readonly<Record<string, string>> = {
  'tiny/1': '2795df7cfc6a89fcba87de2f703e7dfc8688f7fa4abbaa428213e75419be565a',
  'small/1': '3a959dd3c64161f081bff9e7318a67be022421b077ffcfd0b2c57be9e8785933',
  'golden/1': '90a3d2d39776a631001ebfe92ef6f93c58c37a82ec891740c6ba94c5fe700afa',
}
