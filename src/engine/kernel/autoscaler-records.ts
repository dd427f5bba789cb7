/** What the autoscaler remembers of one HorizontalPodAutoscaler between two looks at it. */
export interface AutoscalerMemory {
  /** When it is looked at next. */
  readonly dueUs: number;
  readonly recommendations: readonly Recommendation[];
  /** Changes upwards and downwards, for policies that count them. */
  readonly ups: readonly ScaleChange[];
  readonly downs: readonly ScaleChange[];
}

export interface Recommendation {
  readonly replicas: number;
  readonly atUs: number;
}

/** By how many replicas, and when. */
export type ScaleChange = Recommendation;
