package org.recu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call of {@code recu report}.
 *
 * @param runs folders of runs, at least one
 * @param output the page; empty for {@code report.html} in the first run's folder
 * @param confusion whether the runs' best checkpoints are evaluated
 * @param dataPath folder of the data sets, if not where they were in training
 * @param batchSize images an evaluation step
 * @param gpu number of the GPU to use; empty for the CPU
 * @param workers threads that prepare images
 */
public record ReportRequest(
    List<Path> runs,
    Optional<Path> output,
    boolean confusion,
    Optional<Path> dataPath,
    int batchSize,
    OptionalInt gpu,
    int workers) {

  public ReportRequest {
    runs = List.copyOf(runs);
  }
}
