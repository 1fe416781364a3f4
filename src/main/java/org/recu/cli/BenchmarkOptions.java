package org.recu.cli;

import org.recu.data.DataSource;

/**
 * A call of {@code recu benchmark}.
 *
 * @param what is measured
 * @param source the data set
 * @param training whether its training half, augmented and shuffled; otherwise its test half
 * @param batchSize images a batch
 * @param workers threads that prepare images
 * @param passes measurements
 * @param seconds each of them lasts
 * @param json whether the result is one JSON object
 */
record BenchmarkOptions(
    String what,
    DataSource source,
    boolean training,
    int batchSize,
    int workers,
    int passes,
    double seconds,
    boolean json) {}
