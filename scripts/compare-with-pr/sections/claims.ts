// What the pull request attributes to each of its commits, beside the share of our steps.
import { heading, parseInline } from '../../../harness/report/block.ts'
import type { Block, Text } from '../../../harness/report/block.ts'
import type { Claim } from '../pull-request/claims.ts'
import { findShares } from '../claim-shares.ts'
import type { ClaimShare } from '../claim-shares.ts'
import type { Story } from '../story.ts'

export function claimsSection({ session, attribution, numbers, claims }: Story): readonly Block[] {
  const shareAt = findShares(attribution?.session ?? session)
  const rows = claims.flatMap((claim) =>
    claim.rows.flatMap((id) => {
      const row = numbers.find((each) => each.id === id)!
      const share = shareAt(claim.step, row.place)
      return share === undefined ? [] : [cellsOf(claim, row.title, share)]
    }),
  )
  if (rows.length === 0) return []
  return [
    heading(2, 'Attribution by commit'),
    {
      kind: 'table',
      caption: attribution === undefined ? COARSE : FINE,
      columns: [
        { header: 'The pull request says', align: 'left' },
        { header: 'Row', align: 'left' },
        { header: 'Our step', align: 'left' },
        { header: 'Its share of master → branch', align: 'right' },
        { header: 'What it did by itself', align: 'right' },
      ],
      rows: withoutRepeats(rows),
    },
  ]
}

const SHARES =
  'Shares are of the logarithm of the whole change, with their 95 % intervals; a negative one worked against it, and another order of the steps could share differently.'
const FINE = `Each step turns one switch, as each commit changed one thing. ${SHARES}`
const COARSE = `Between two stations lie two commits: lock and copies before midpoint, index and statements after it. ${SHARES}`

function cellsOf({ commit, said }: Claim, title: string, { step, share, did }: ClaimShare) {
  return [[`${commit}, `, ...parseInline(said)], parseInline(title), step, share, did] as const
}

/** A claim stands in the first of its rows. */
function withoutRepeats(rows: readonly (readonly Text[])[]): readonly (readonly Text[])[] {
  const said = rows.map(([first]) => JSON.stringify(first))
  return rows.map(([first, ...rest], index) => [
    said[index] === said[index - 1] ? '' : first!,
    ...rest,
  ])
}
