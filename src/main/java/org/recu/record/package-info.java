/**
 * Records a run while it trains: {@code train.log}, {@code metrics.jsonl}, {@code steps.jsonl},
 * {@code bad_images.jsonl} and TensorBoard's event files.
 */
package org.recu.record;
