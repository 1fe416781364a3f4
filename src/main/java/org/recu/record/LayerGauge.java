package org.recu.record;

/**
 * The state of one binary layer at the end of an epoch: an object of {@code layers} in a line of
 * {@code metrics.jsonl}.
 *
 * @param name of the layer, such as {@code layer1.0.conv1}
 * @param dead share of dead weights, from 0 to 1: those whose standardized weight is beyond {@code
 *     q}
 * @param flipped share of weights whose sign changed since the end of the previous epoch, from 0 to
 *     1; null if unknown, in an epoch that an older program began
 * @param entropy of the signs in bits: {@code -p log2 p - (1 - p) log2 (1 - p)} with {@code p} the
 *     share of +1; 1 if both signs are equally frequent
 * @param q the bound to which the standardized weights are clamped, with the epoch's tau
 */
public record LayerGauge(String name, double dead, Double flipped, double entropy, double q) {}
