package org.recu.benchmark;

import org.tensorflow.proto.StepStats;

/** A computation on a batch in memory that can be repeated. Owns native memory. */
interface Workload extends AutoCloseable {

  /** Runs it once. */
  void run();

  /** Runs it once with TensorFlow's trace, which makes it slower. */
  StepStats trace();

  @Override
  void close();
}
