/**
 * What a person and other tools see of a run: the console, {@code train.log}, {@code
 * metrics.jsonl}, {@code steps.jsonl} and {@code config.json}. Knows nothing of the rest of the
 * program.
 */
package org.recu.report;
