package org.recu.train;

import java.io.IOException;
import java.util.List;
import org.recu.data.pipeline.Substitution;
import org.recu.record.BadImageReport;
import org.recu.record.RunRecord;

/**
 * Reports the substituted images of one half of the data set.
 *
 * @param report of the run
 * @param half its name in {@code bad_images.jsonl}
 */
record SubstitutionReport(RunRecord report, String half) {

  /** Reports substituted training images. */
  static SubstitutionReport train(RunRecord report) {
    return new SubstitutionReport(report, "train");
  }

  /** Reports substituted test images. */
  static SubstitutionReport test(RunRecord report) {
    return new SubstitutionReport(report, "test");
  }

  /**
   * Reports images that were replaced by others.
   *
   * @param epoch from 0
   * @param step of the whole run, from 0, in which they were used
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
