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

  /** Of the images that a run trains on. */
  static SubstitutionReport train(RunRecord report) {
    return new SubstitutionReport(report, "train");
  }

  /** Of the images that it validates on. */
  static SubstitutionReport test(RunRecord report) {
    return new SubstitutionReport(report, "test");
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
