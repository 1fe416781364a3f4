package org.recu.train;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.recu.checkpoint.EpochSums;
import org.recu.eval.Evaluation;
import org.recu.eval.Evaluator;
import org.recu.record.EpochRates;
import org.recu.record.EpochReport;
import org.recu.record.EpochSpeed;
import org.recu.record.LayerGauge;
import org.recu.score.Scores;

/**
 * Evaluates the network after an epoch's steps, and reports the epoch.
 *
 * @param data with the validation images
 * @param context whose report the epoch goes to
 * @param schedule of the run
 * @param learner with the network
 * @param together the workers, which evaluate a part each
 */
record EpochEnd(
    TrainingData data, RunContext context, Schedule schedule, Learner learner, Together together) {

  /**
   * The result of an evaluation.
   *
   * @param top1 validation accuracy in percent
   * @param seconds that the evaluation took
   */
  record Evaluated(double top1, double seconds) {}

  /**
   * Evaluates and reports.
   *
   * @param progress after the epoch's steps
   * @throws DivergenceException if the validation loss is no finite number
   */
  Evaluated report(RunProgress progress) throws IOException {
    int epoch = progress.epoch();
    long start = System.nanoTime();
    Evaluation own = evaluation();
    Scores validation = together.validation(own.scores());
    new FiniteLoss(context, schedule).requireOfValidation(validation.loss(), progress);
    SubstitutionReport.test(context.report())
        .substituted(own.substitutions(), epoch, progress.globalStep() - 1);
    together.requireEqual(learner.graph()::checksums);
    List<LayerGauge> layers =
        together.leads() ? learner.gauges().epochDone(schedule.tau(epoch)) : List.of();
    double seconds = (System.nanoTime() - start) / 1e9;
    context.report().weights(epoch, learner.graph()::weightHistograms);
    context.report().epoch(report(progress, validation, seconds, layers));
    return new Evaluated(validation.top1(), seconds);
  }

  private Evaluation evaluation() throws IOException {
    if (data.test().batches() == 0) {
      // There are fewer batches than workers, and all are evaluated by others.
      return new Evaluation(Scores.NONE, 0, List.of());
    }
    return Evaluator.evaluate(learner.graph(), data.test(), together.stopWaiting());
  }

  private EpochReport report(
      RunProgress progress, Scores validation, double evaluationSeconds, List<LayerGauge> layers) {
    int epoch = progress.epoch();
    EpochSums sums = progress.sums();
    return new EpochReport(
        epoch,
        sums.scores(),
        validation,
        new EpochRates(schedule.learningRate(epoch), schedule.tau(epoch)),
        new EpochSpeed(
            sums.scores().images() / sums.seconds(),
            sums.dataWaitSeconds() / sums.seconds(),
            sums.seconds() + evaluationSeconds,
            context.teacher().isPresent()
                ? OptionalDouble.of(sums.teacherSeconds())
                : OptionalDouble.empty()),
        layers);
  }
}
