package org.recu.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.recu.score.Scores;

/**
 * A line of {@code metrics.jsonl}: an {@link EpochReport} as flat numbers. The file has these names
 * in snake case, such as {@code train_top1}, in this order.
 *
 * @param epoch counted from 0
 * @param trainLoss mean over the epoch's training images
 * @param trainTop1 share of training images whose best guess was right, in percent
 * @param trainTop5 share of training images with the right class among the five best guesses, in
 *     percent
 * @param valLoss mean cross entropy over the validation images
 * @param valTop1 like trainTop1, for the validation images
 * @param valTop5 like trainTop5, for the validation images
 * @param lr learning rate of the epoch
 * @param tau of the epoch
 * @param imagesPerSecond training images per second, including waiting for data
 * @param dataWait share of the training time spent waiting for data, 0 to 1
 * @param seconds that the epoch took, including validation
 * @param teacherSeconds the part of the training time that the teacher took; null without one
 * @param layers the gauges of every binary layer at the end of the epoch, in the network's order;
 *     empty if an older program wrote the line
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EpochLine(
    int epoch,
    double trainLoss,
    double trainTop1,
    double trainTop5,
    double valLoss,
    double valTop1,
    double valTop5,
    double lr,
    double tau,
    double imagesPerSecond,
    double dataWait,
    double seconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double teacherSeconds,
    List<LayerGauge> layers) {

  public EpochLine {
    layers = layers == null ? List.of() : List.copyOf(layers);
  }

  /** The line of an epoch. */
  static EpochLine of(EpochReport report) {
    Scores train = report.train();
    Scores validation = report.validation();
    EpochSpeed speed = report.speed();
    return new EpochLine(
        report.epoch(),
        train.loss(),
        train.top1(),
        train.top5(),
        validation.loss(),
        validation.top1(),
        validation.top5(),
        report.rates().learningRate(),
        report.rates().tau(),
        speed.imagesPerSecond(),
        speed.dataWait(),
        speed.seconds(),
        speed.teacherSeconds().isPresent() ? speed.teacherSeconds().getAsDouble() : null,
        report.layers());
  }
}
