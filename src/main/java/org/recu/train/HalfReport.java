package org.recu.train;

import java.io.IOException;
import java.util.List;
import org.recu.data.Substitution;
import org.recu.report.BadImageReport;
import org.recu.report.RunReport;

/**
 * What is told of one half of a run's images.
 *
 * @param report who is told
 * @param half its name in {@code bad_images.jsonl}
 */
record HalfReport(RunReport report, String half) {

  /** Of the images that a run trains on. */
  static HalfReport train(RunReport report) {
    return new HalfReport(report, "train");
  }

  /** Of the images that it validates on. */
  static HalfReport test(RunReport report) {
    return new HalfReport(report, "test");
  }

  /**
   * Images that others stood in for.
   *
   * @param epoch from 0
   * @param step of the whole run, from 0, that they belong to
   */
  void substituted(List<Substitution> substitutions, int epoch, long step) throws IOException {
    for (Substitution substitution : substitutions) {
      report.substituted(
          new BadImageReport(
              half,
              epoch,
              step,
              substitution.index(),
              substitution.name(),
              substitution.problem(),
              substitution.substituteIndex(),
              substitution.substitute()));
    }
  }
}
