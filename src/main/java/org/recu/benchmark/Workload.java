package org.recu.benchmark;

import org.tensorflow.proto.StepStats;

/** What a graph does with a batch in memory, as often as one likes. Owns native memory. */
interface Workload extends AutoCloseable {

  /** Does it once. */
  void run();

  /** Does it once under TensorFlow's trace, which makes it slower. */
  StepStats trace();

  @Override
  void close();
}
