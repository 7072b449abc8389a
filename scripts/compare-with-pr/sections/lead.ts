// The first three sentences: how many factors hold, what became of the two headlines, and where to read on.
import { formatFactor } from '../../../harness/core/format.ts'
import { paragraph } from '../../../harness/report/block.ts'
import type { Block } from '../../../harness/report/block.ts'
import type { Agreement } from '../agreement.ts'
import type { ComparedRow } from '../compared-row.ts'
import type { Story } from '../story.ts'
import { describeFactor } from './rows-table.ts'

export function leadParagraph(story: Story): Block {
  const sentences = [countSentence(story), headlineSentence(story), whySentence(story)]
  return paragraph(sentences.filter((sentence) => sentence !== '').join(' '))
}

function countSentence({ compared: { rows, missing } }: Story): string {
  const all = rows.length + missing.length
  const measured = missing.length === 0 ? 'all were' : `${rows.length} were`
  const parts = PARTS.map(([agreement, words]) => [countOf(rows, agreement), words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
  return `Of ${all} factors that the pull request reports, ${measured} measured here: ${joined(parts)}.`
}

const PARTS: readonly (readonly [Agreement, string])[] = [
  ['agrees', 'agree'],
  ['same direction', 'point the same way with another size'],
  ['differs', 'differ'],
  ['unclear', 'stay unclear'],
  ['not judged', 'could not be judged'],
]

const countOf = (rows: readonly ComparedRow[], agreement: Agreement) =>
  rows.filter((row) => row.agreement === agreement).length

/** The pull request's own headlines, each with what they became; left out where they were not measured. */
function headlineSentence({ compared: { rows }, findOurs }: Story): string {
  const read = rows.find(({ key }) => key === 'events-limit-100: master → branch')
  const beat = rows.find(({ key }) => key === 'heartbeat-p50: master → branch')
  const later = beat && findOurs(beat.row.place, ['master', 'followup'])
  const parts = [
    ...(read ? [`reading the newest 100 events became ${twoFactors(read)}`] : []),
    ...(beat ? [`heartbeats beside year queries ${twoFactors(beat)}`] : []),
  ]
  if (parts.length === 0) return ''
  const withLog =
    later === undefined || 'missing' in later
      ? ''
      : `, and ${describeFactor(later)} with the follow-up’s write-ahead log`
  return `Its headlines here: ${parts.join('; ')}${withLog}.`
}

const twoFactors = ({ prFactor, ours }: ComparedRow) =>
  `${describeFactor(ours)} faster, ${formatFactor(prFactor)} there`

function whySentence({ compared: { rows } }: Story): string {
  const isOther = rows.some(({ agreement }) => agreement !== 'agrees')
  return isOther ? 'Where ours is another, the lines below its table say why.' : ''
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
