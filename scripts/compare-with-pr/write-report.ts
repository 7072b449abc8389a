// From session files to the text of the README.
import { relative } from 'node:path'
import { renderMarkdown } from '../../harness/report/formats/markdown.ts'
import { readSession } from '../../harness/results/store.ts'
import { checkExplanations } from './check-explanations.ts'
import type { Explanation } from './check-explanations.ts'
import { compareRows } from './compared-row.ts'
import { composeReport } from './compose.ts'
import { EXPLANATIONS } from './explanations.ts'
import { checkStations, findIn } from './measured.ts'
import { CLAIMS } from './pull-request/claims.ts'
import { NUMBERS } from './pull-request/numbers.ts'
import { findValueIn } from './values.ts'

export interface Asked {
  readonly file: string
  readonly attribution: string | undefined
  /** Where the README goes, which names the files relative to it. */
  readonly folder: string
}

/** Rejects with a UsageError when explanations do not fit what was measured. */
export async function writeReport(
  { file, attribution, folder }: Asked,
  explanations: readonly Explanation[] = EXPLANATIONS,
): Promise<string> {
  const session = await readSession(file)
  checkStations(session, file)
  const chain = attribution === undefined ? undefined : await readSession(attribution)
  const sessions = chain === undefined ? [session] : [session, chain]
  const findOurs = findIn(sessions)
  const compared = compareRows(NUMBERS, findOurs)
  checkExplanations(compared, explanations)
  const shown = (path: string) => relative(folder, path)
  return renderMarkdown(
    composeReport({
      session,
      sessionFile: shown(file),
      attribution: chain && { session: chain, sessionFile: shown(attribution!) },
      numbers: NUMBERS,
      claims: CLAIMS,
      explanations,
      compared,
      findOurs,
      findValue: findValueIn(sessions),
    }),
  )
}
