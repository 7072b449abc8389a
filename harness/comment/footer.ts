// The end of a comment: what was left out, where the whole report is, and how far the numbers can be believed.
// Addresses come from the runner or the command line, never from the session, and may therefore be links.
import { code, paragraph, strong } from '../report/block.ts'
import type { Block } from '../report/block.ts'
import type { SessionHeader } from '../results/schema.ts'
import { disarmBlocks } from './disarm.ts'

export interface FooterInput {
  readonly header: SessionHeader
  readonly leftOut: readonly string[]
  readonly sessionFile: string
  readonly reportUrl: string | undefined
  readonly isUntrusted: boolean
}

export function composeFooter(input: FooterInput): readonly Block[] {
  const { header, leftOut, sessionFile, reportUrl, isUntrusted } = input
  const { id, tool } = header
  return [
    ...disarmBlocks(leftOut.length === 0 ? [] : [describeLeftOut(leftOut)]),
    ...(isUntrusted ? [UNTRUSTED] : []),
    ...disarmBlocks([
      paragraph('Session ', code(id), ` in `, code(sessionFile), `, ${tool.name} ${tool.version}.`),
    ]),
    whereTheRestIs(reportUrl),
  ]
}

function describeLeftOut(titles: readonly string[]): Block {
  const lead = strong('Left out, since GitHub limits the length of comments:')
  return paragraph(lead, ` ${titles.join(' · ')}.`)
}

function whereTheRestIs(reportUrl: string | undefined): Block {
  return reportUrl === undefined
    ? paragraph('The full report: ', code('heartbench report'), ' makes it from the session file.')
    : paragraph(`The full report and the session file: ${reportUrl}`)
}

/** A pull request's own code measured itself: it could have written any number. */
const UNTRUSTED = paragraph(
  'These numbers were measured by a run of the pull request’s own code; whoever merges should measure again.',
)
