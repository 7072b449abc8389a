import { expect, it } from 'vitest'
import { inputOf, readKept } from '../testing-kept.ts'
import { markdown, terminal } from './texts.ts'

const kept = inputOf(readKept())

it('the terminal summary fits 80 columns and says the worst news first', () => {
  const text = terminal.render(kept, 'report')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(text).toMatchInlineSnapshot(`
    "! branch against main: Answers differ in one scenario. Someone must look before
    speed matters. 2 faster, 1 slower, 2 same, 4 unclear, 2 invalid of 11 gating
    comparisons.

    ? control (control) against main: Unclear. Someone must look at the findings. 0
    faster, 0 slower, 4 same, 7 unclear, 0 invalid of 11 gating comparisons.

                                 main  branch            control
    Reads
    GET /items?limit=100     0.823 ms  ✖ slower +28.8 %  ? unclear
    search ?q=a&sort=<name>   11.7 ms  ✔ faster 2.37×    ? unclear
    items, 1-week range       3.87 ms  ! invalid         ? unclear
    Writes
    writes, 8 clients
      throughput                400/s  ? unclear         ≈ same
      p50                     2.38 ms  ? unclear         ? unclear
    Under load
    heartbeats, 100/s
      response p50            1.31 ms  ≈ same            ≈ same
      response p95            1.55 ms  ≈ same            ≈ same

    Findings

    - fail: "branch" answers the read requests (items-range) differently from the
      baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.
    - fail: p50 of items-list on branch is 21.1 % to 37.0 % slower (6 restarts,
      beyond the 5 % limit).
    - warn: p10 of items-list on branch is 14.9 % to 37.1 % slower (6 restarts,
      beyond the 5 % limit). This metric does not decide the exit code.
    - warn: CPU per request of items-list on branch is 21.2 % to 24.6 % higher (6
      restarts, beyond the 10 % limit). This metric does not decide the exit code.
    "
  `)
})

/** Non-breaking spaces keep numbers and their units together; here they would only hide differences. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('the Markdown report begins with what to do, and holds all that follows in sections', () => {
  const text = plain(markdown.render(kept, 'branch'))
  expect(text.slice(0, text.indexOf('## How it was measured')).trimEnd()).toMatchInlineSnapshot(`
    "# ⚠ Answers differ in one scenario: branch against main

    **Someone must look before speed matters.** 2 faster, 1 slower, 2 same, 4 unclear, 2 invalid of 11 gating comparisons. How sure: 95 % intervals over 6 restarts of every build; a row is faster or slower only if its whole interval lies beyond the margin.

    - **Largest gain:** search \`?q=a&sort=<name>\`: 11.7 ms → 5.05 ms, 2.37× faster [2.10×, 2.67×].
    - **Largest loss:** GET /items?limit=100: 0.823 ms → 1.06 ms, +28.8 % [+21.1 %, +37.0 %].
    - **Correctness:** 2 of 3 read scenarios answered identically by all builds. 2,053 measured requests were answered as expected; "main" left 18 due requests unsent.
    - **What could be seen:** changes from 18.5 % on in half of the gating comparisons, in the others only larger ones.
    - **Control:** the unchanged build "control", measured beside the others, came out as 0 faster, 0 slower, 4 same, 7 unclear, 0 invalid.

    ## Findings

    - **fail**: "branch" answers the read requests (items-range) differently from the baseline: 1190 bytes with digest bbbbbbbbbbbb. Its speed there is not judged.
    - **fail**: p50 of items-list on branch is 21.1 % to 37.0 % slower (6 restarts, beyond the 5 % limit).
    - **warn**: p10 of items-list on branch is 14.9 % to 37.1 % slower (6 restarts, beyond the 5 % limit). This metric does not decide the exit code.
    - **warn**: CPU per request of items-list on branch is 21.2 % to 24.6 % higher (6 restarts, beyond the 10 % limit). This metric does not decide the exit code.

    <details>
    <summary>What the rules noted besides (4)</summary>

    - **info**: p95 of items-list on branch has not enough evidence: the true change is between +12.5 % and +23.6 %. It lies so near the limit of ±10 % that more restart pairs would hardly decide it.
    - **info**: p50 of items-write on branch has not enough evidence: the true change is between −0.6 % and +14.0 %. At the present noise about 146 more restart pairs are needed for ±5 %.
    - **info**: p95 of items-write on branch has not enough evidence: the true change is between −0.9 % and +28.5 %. At the present noise about 150 more restart pairs are needed for ±10 %.
    - **info**: throughput of items-write on branch has not enough evidence: the true change is between −4.9 % and −1.0 %. At the present noise about 1 more restart pair is needed for ±5 %.

    </details>

    ## What was compared

    | Role      | Label   | Ref      | Commit       | Subject                                   | Tree  |
    | --------- | ------- | -------- | ------------ | ----------------------------------------- | ----- |
    | baseline  | main    | \`main\`   | \`1111111111\` | Add a search                              | clean |
    | candidate | branch  | \`branch\` | \`2222222222\` | Sort items "by name" & \\<date>, not by id | clean |
    | control   | control | \`main\`   | \`1111111111\` | Add a search                              | clean |"
  `)
  expect(text.match(/^#+ .*$/gm)!.join('\n')).toMatchInlineSnapshot(`
    "# ⚠ Answers differ in one scenario: branch against main
    ## Findings
    ## What was compared
    ## How it was measured
    ## Results
    ### Reads
    ### Writes
    ### Under load
    ### Life cycle
    ### Resources
    ## Correctness
    ## Caveats
    ## Artefacts"
  `)
})

it('every result table has all builds, the change with its interval, a verdict and the noise', () => {
  const text = plain(markdown.render(kept, 'branch'))
  const [, reads] = text.split('### Reads\n\n')
  expect(reads!.split('\n\n')[0]).toMatchInlineSnapshot(`
    "| Scenario                  |     main |  branch |          Change (95 % interval) | Verdict   | Noise (A/A) |
    | ------------------------- | -------: | ------: | ------------------------------: | --------- | ----------: |
    | GET /items?limit=100      | 0.823 ms | 1.06 ms |  **+28.8 %** [+21.1 %, +37.0 %] | ❌ slower |      +3.5 % |
    | search \`?q=a&sort=<name>\` |  11.7 ms | 5.05 ms | **2.37× faster** [2.10×, 2.67×] | ✅ faster |      +1.8 % |
    | items, 1-week range       |  3.87 ms | 3.90 ms |                      not judged | ⚠ invalid |      +4.5 % |"
  `)
})
