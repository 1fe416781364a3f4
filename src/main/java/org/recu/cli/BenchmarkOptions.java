package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.benchmark.PipelineBenchmark;
import org.recu.benchmark.Repetition;
import org.recu.benchmark.Subject;
import org.recu.lowering.Arithmetic;
import org.recu.train.OptimizerOptions;

/**
 * A call of {@code recu benchmark}.
 *
 * @param subjects what is measured, in this order; at least one
 * @param graphs the network of all but the pipeline
 * @param pipeline the data set, which also says what the network is for; of its files only the
 *     pipeline has need
 * @param repetition how often it is measured
 * @param trace file for the traced steps
 * @param json whether each result is one JSON object
 */
record BenchmarkOptions(
    List<Subject> subjects,
    Graphs graphs,
    PipelineBenchmark pipeline,
    Repetition repetition,
    Optional<Path> trace,
    boolean json) {

  BenchmarkOptions {
    subjects = List.copyOf(subjects);
  }

  /**
   * The network, and what is done with it.
   *
   * @param model name of the network
   * @param optimizer the rule of its training step
   * @param arithmetic of its training step
   * @param gpu where it runs; empty for the CPU
   */
  record Graphs(String model, OptimizerOptions optimizer, Arithmetic arithmetic, OptionalInt gpu) {}
}
