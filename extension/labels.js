// The labels and the reasons of each, as the codebook has them.

export const REASONS = {
  overstated: ["certainty", "hype", "cause", "scope", "comparison", "evidence"],
  unsafe: ["unsupervised", "dose", "risk", "refusal", "hazard"],
};

export const LABELS = Object.keys(REASONS);

export const CODES = Object.values(REASONS).flat();
