// Paths as clients write them: slashes collapse, and each segment may be percent-encoded.

/** `//api/0/buckets/` and `/%61pi/0/buckets` are `/api/0/buckets`; an encoded slash stays in its segment. */
export function normalPath(path: string): string {
  if (!UNUSUAL.test(path)) return path
  const segments = path.split('/').filter((segment) => segment !== '')
  return `/${segments.map((segment) => encodeURIComponent(decoded(segment))).join('/')}`
}

const UNUSUAL = /%|\/\/|\/$|^[^/]|[^\w./~-]/

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
