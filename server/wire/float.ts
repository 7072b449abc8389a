// Floats as the original prints them (ryu's rules): always with a point or an exponent, exponent form only
// from 1e16 up and below 1e-5. JSON has no NaN and no infinities: they become `null`.

export function printFloat(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) {
    return Object.is(value, -0) ? '-0.0' : `${value}.0`
  }
  if (!Number.isFinite(value)) return 'null'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e16 || magnitude < 1e-5) return withExponent(value)
  return String(value)
}

/** JavaScript writes `1.5e+16`, and no exponent at all down to 1e-6. */
function withExponent(value: number): string {
  return value.toExponential().replace('e+', 'e')
}
