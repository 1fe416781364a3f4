package org.recu.record;

/**
 * The state of one binary layer at an epoch's end: an object of {@code layers} in a line of {@code
 * metrics.jsonl}.
 *
 * @param name of the layer, such as {@code layer1.0.conv1}
 * @param dead share of its weights that are dead, from 0 to 1: the standardized weight lies beyond
 *     {@code q}
 * @param flipped share of its weights whose sign is another than at the end of the epoch before,
 *     from 0 to 1; null where that is not known, in an epoch that an older program began
 * @param entropy of its signs in bits: {@code -p log2 p - (1 - p) log2 (1 - p)} with {@code p} the
 *     share of +1; 1 where both are as frequent
 * @param q the number that the standardized weights are clamped to, with the epoch's tau
 */
public record LayerGauge(String name, double dead, Double flipped, double entropy, double q) {}
