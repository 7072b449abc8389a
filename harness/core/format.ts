// Numbers for people: every value keeps about three significant digits and carries its unit, so that a
// column can be compared at a glance. Pure text, no locale: the same number reads the same everywhere.

export type Unit = 'us' | 'ms' | 'perSecond' | 'bytes' | 'count'

export function formatQuantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'us':
      return formatDurationUs(value)
    case 'ms':
      return formatDurationUs(value * 1000)
    case 'perSecond':
      return `${formatSignificant(value)}/s`
    case 'bytes':
      return formatBytes(value)
    case 'count':
      return formatCount(value)
  }
}

/** Milliseconds up to a second, then seconds: `0.331 ms`, `8.04 ms`, `137.5 ms`, `1.07 s`. */
export function formatDurationUs(valueUs: number): string {
  const inSeconds = Math.abs(valueUs) >= 999_950
  const value = valueUs / (inSeconds ? 1_000_000 : 1000)
  const size = Math.abs(value)
  const digits = size >= 9.995 ? 1 : size >= 0.9995 || size === 0 ? 2 : 3
  return `${withSign(value, digits)} ${inSeconds ? 's' : 'ms'}`
}

/** Long spans in the two largest parts: `48 s`, `12 min 30 s`, `2 h 5 min`. */
export function formatSpanMs(spanMs: number): string {
  const seconds = Math.round(spanMs / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return joinParts(`${minutes} min`, seconds % 60, 's')
  return joinParts(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min')
}

/** Decimal units, as disks and the pages of SQLite's tools count them: `98.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let step = 0
  while (Math.abs(value) >= 999.5 && step < units.length - 1) {
    value /= 1000
    step++
  }
  return `${step === 0 ? withSign(value, 0) : formatSignificant(value)} ${units[step]}`
}

/** Whole numbers with thousands separators; medians between two of them keep one digit. */
export function formatCount(value: number): string {
  return groupThousands(withSign(value, Number.isInteger(value) ? 0 : 1))
}

/** Ends of intervals that say nothing lie beyond this, or below what two digits show. */
const FACTOR_MOST = 1_000_000
const FACTOR_LEAST = 0.01

/** How many times, never below one when the caller puts the larger side on top: `417×`, `3.53×`. */
export function formatFactor(factor: number): string {
  if (factor > FACTOR_MOST) return `>${formatSignificant(FACTOR_MOST)}×`
  if (factor > 0 && factor < FACTOR_LEAST) return `<${formatSignificant(FACTOR_LEAST)}×`
  return `${formatSignificant(factor)}×`
}

/** A relative change with its sign: 0.042 is `+4.2 %`. */
export function formatPercent(ratio: number): string {
  const text = withSign(ratio * 100, 1)
  return `${ratio > 0 && text !== '0.0' ? '+' : ''}${text} %`
}

/** A size without direction: 0.042 is `4.2 %`. */
export function formatShare(ratio: number): string {
  return `${withSign(ratio * 100, 1)} %`
}

export function formatInterval(low: string, high: string): string {
  return `[${low}, ${high}]`
}

/** An RFC 3339 instant to the minute, in UTC: `2026-11-22 13:05 UTC`. */
export function formatInstant(instant: string): string {
  const iso = new Date(instant).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}

/** Three significant digits at least; whole numbers above a hundred. */
function formatSignificant(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  return groupThousands(withSign(value, digits))
}

/** A true minus sign is as wide as a plus and cannot be taken for a hyphen; zero has no sign. */
function withSign(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',')
}

function joinParts(large: string, rest: number, unit: string): string {
  return rest === 0 ? large : `${large} ${rest} ${unit}`
}
