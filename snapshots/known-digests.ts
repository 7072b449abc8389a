// Logical digests of the current recipe version, checked whenever one of these snapshots is made: a recipe
// that changed without a new version, or an engine that computes differently, cannot go unnoticed.

/** By `scale/seed`. After a deliberate change raise the version in recipe.ts and take the new digests. */
export const KNOWN_DIGESTS: Readonly<Record<string, string>> = {
  'tiny/1': '8fdb7f780a95f38e90a1dfdf4f44eedd23ddf4d456af0ce25d1ce84c233873bd',
  'tiny/heartbench': '1a4eb0f106f7484dbd45a7f8382b6c904882f5690fe153174e700b1d0dc6ebab',
  'small/heartbench': '4f0957ba6e940be15002a3a8b31e0189b19650f3d997d4dbee5331950117a0ed',
  'golden/heartbench': '3e907c3ac0441cb25cd12e63a758b59d0d05a4df25e46aa732e1711a471b9296',
  'xl/heartbench': '7a84252dcb92fba10b2478abc4a127a4647b1f7803392c0523d52437d5b106b0',
}
