/** What tells one request from another. */
export interface SeenRequest {
  method: string;
  /** Below the base URL and without the query: `/sites`. */
  path: string;
}

export interface RequestFilter {
  method?: string;
  /** The whole path, or an expression that matches the path. */
  path?: string | RegExp;
}

export function matches({ method, path }: RequestFilter, request: SeenRequest): boolean {
  if (method !== undefined && method !== request.method) return false;
  return path === undefined || (typeof path === "string" ? path === request.path : request.path.search(path) >= 0);
}

/** When something happens: at which requests, and how often. */
export interface Occasion extends RequestFilter {
  /** How many matching requests pass before it strikes. Default 0. */
  after?: number;
  /** How many requests it strikes. Default: every one. */
  times?: number;
  /** Which share of the matching requests it strikes, from 0 to 1, drawn from the seed. Default 1. */
  share?: number;
}

interface Counted<Rule> {
  rule: Rule;
  after: number;
  times: number;
}

/** Rules with the occasions at which they strike. Each rule has a count of its own. */
export class Occasions<Rule extends Occasion> {
  readonly #counted: Counted<Rule>[] = [];

  constructor(
    rules: readonly Rule[] = [],
    private readonly random: () => number = Math.random,
  ) {
    for (const rule of rules) this.add(rule);
  }

  add(rule: Rule): void {
    this.#counted.push({ rule, after: rule.after ?? 0, times: rule.times ?? Infinity });
  }

  clear(): void {
    this.#counted.length = 0;
  }

  /** The first rule that strikes this request, if one does. It counts as used. */
  strike(request: SeenRequest): Rule | undefined {
    return this.#counted.find((counted) => this.#strikes(counted, request))?.rule;
  }

  /** All rules that strike this request and for which `holds` is true, in their order. They count as used. */
  strikeAll(request: SeenRequest, holds: (rule: Rule) => boolean = () => true): Rule[] {
    return this.#counted
      .filter((counted) => holds(counted.rule) && this.#strikes(counted, request))
      .map(({ rule }) => rule);
  }

  #strikes(counted: Counted<Rule>, request: SeenRequest): boolean {
    const { rule } = counted;
    if (counted.times <= 0 || !matches(rule, request)) return false;
    if (counted.after-- > 0) return false;
    if (rule.share !== undefined && this.random() >= rule.share) return false;
    counted.times--;
    return true;
  }
}
