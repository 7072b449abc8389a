// The web UI, and pages that users add to it. Both are directories of files; neither is part of this server.
import { Router } from '@koa/router'
import type { State } from '../http/context.ts'
import { answerFile } from '../http/read-file.ts'

export interface Web {
  /** The directory of the web UI; undefined: there is none. */
  readonly webpath: string | undefined
  /** Directories by the name under which their files are found at `/pages/<name>/`. */
  readonly customStatic: Readonly<Record<string, string>>
}

/** The paths that the web UI consists of. */
const UI_FILES =
  /^\/(?:$|(?:css|js|fonts|static)\/|(?:favicon\.ico|dark\.css|logo\.png|manifest\.json)$)/
const PAGE = /^\/pages\/([^/]+)(.*)$/

export function webRoutes({ webpath, customStatic }: Web): Router<State> {
  return new Router<State>({ sensitive: true }).get(/^\/(?!api\/)/, async (ctx) => {
    const [, page = '', rest = ''] = PAGE.exec(ctx.path) ?? []
    const name = decodeURIComponent(page)
    if (Object.hasOwn(customStatic, name)) await answerFile(ctx, customStatic[name]!, rest)
    else if (webpath !== undefined && UI_FILES.test(ctx.path)) {
      await answerFile(ctx, webpath, ctx.path)
    }
  })
}
