// What every answer says besides what it answers: the headers of the original.

export const HEADERS = {
  Server: 'Rocket',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Permissions-Policy': 'interest-cohort=()',
}
