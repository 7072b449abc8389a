// Paths that the sources answer with GET, as far as they stand there as plain text: something to start from.
import type { Source } from './project-files.ts'

/** Each captures a path that begins with a slash. */
const ROUTES: readonly RegExp[] = [
  // app.get('/items'), router.GET("/items"), @app.get("/items"), @app.route("/items")
  /\b\w+\.(?:get|GET|Get|route|MapGet)\(\s*["'`](\/[^"'`\s]*)["'`]/g,
  // .route("/items", get(list)), #[get("/items")]
  /(?:\.route\(|#\[get\()\s*"(\/[^"\s]*)"/g,
  // http.HandleFunc("GET /items", list)
  /\bHandle(?:Func)?\(\s*"(?:GET )?(\/[^"\s]*)"/g,
  // path('items/', list) of Django is relative and so left out; self.path == '/items', url === '/items'
  /\b(?:path|url|pathname|path_info)\s*={2,3}\s*["'`](\/[^"'`\s]*)["'`]/g,
  /\b(?:path|url|pathname)\.(?:startswith|startsWith)\(\s*["'`](\/[^"'`\s]*)["'`]/g,
]

const HEALTH = /\/(?:health|healthz|healthcheck|ready|readyz|readiness|livez|live|ping|status)$/i
/** Parameters and patterns: nobody can tell what to ask for. */
const HAS_PARAMETERS = /[:{}<>*$[\]()]/
const ROUTES_MAX = 5

export interface Routes {
  /** A path that is made for asking whether the server is ready. */
  readonly health: string | undefined
  /** Others, in the order of the sources. */
  readonly paths: readonly string[]
}

export function findRoutes(sources: readonly Source[]): Routes {
  const found = sources.flatMap(({ text }) =>
    ROUTES.flatMap((route) =>
      [...text.matchAll(route)].map((match) => ({ path: match[1]!, index: match.index })),
    )
      .sort((a, b) => a.index - b.index)
      .map(({ path }) => path),
  )
  const plain = [...new Set(found)].filter((path) => !HAS_PARAMETERS.test(path))
  return {
    health: plain.find((path) => HEALTH.test(path)),
    paths: plain.filter((path) => !HEALTH.test(path)).slice(0, ROUTES_MAX),
  }
}
