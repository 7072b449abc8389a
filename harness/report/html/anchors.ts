// Where links into a report lead: `#scenario-<name>`, for people to point at in a discussion.

export function anchorOf(scenario: string): string {
  return `scenario-${scenario}`
}
