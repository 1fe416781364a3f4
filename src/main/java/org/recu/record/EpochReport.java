package org.recu.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The results of one epoch: a line of {@code metrics.jsonl}, whose names are these in snake case,
 * such as {@code train_top1}.
 *
 * @param epoch counted from 0
 * @param trainLoss mean over the epoch's training images
 * @param trainTop1 share of training images whose first guess was right, in percent
 * @param trainTop5 share of training images with a right one among the first five, in percent
 * @param valLoss mean cross entropy over the validation images
 * @param valTop1 as trainTop1, of the validation images
 * @param valTop5 as trainTop5, of the validation images
 * @param lr learning rate of the epoch
 * @param tau of the epoch
 * @param imagesPerSecond training images a second, waiting for data included
 * @param dataWait share of the training time that was spent waiting for data, 0 to 1
 * @param seconds that the epoch took, validation included
 * @param teacherSeconds the part of the training time that the teacher took; null without one
 * @param layers the gauges of every binary layer at the epoch's end, in the network's order; none
 *     in a line that an older program wrote
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EpochReport(
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

  public EpochReport {
    layers = layers == null ? List.of() : List.copyOf(layers);
  }
}
