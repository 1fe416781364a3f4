package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.recu.benchmark.PipelineBenchmark;
import org.recu.benchmark.Repetition;
import org.recu.benchmark.Subject;
import org.recu.train.ComputeOptions;
import org.recu.train.OptimizerOptions;

/**
 * The options of {@code recu benchmark}.
 *
 * @param subjects what to measure, in this order; at least one
 * @param graphs the network for every subject but the pipeline
 * @param pipeline the data set, which also gives the network's classes and image size; only the
 *     pipeline reads its files
 * @param repetition number and length of the measurements
 * @param trace file for the traced steps
 * @param json whether each result is printed as a JSON object
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
   * The network to measure, and how it runs.
   *
   * @param model name of the network
   * @param optimizer optimizer of its training step
   * @param compute where its training step runs and how; all else runs on the first device
   */
  record Graphs(String model, OptimizerOptions optimizer, ComputeOptions compute) {}
}
