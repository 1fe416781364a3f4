package org.recu.record;

import java.util.List;
import org.recu.score.Scores;

/**
 * The results of one epoch.
 *
 * @param epoch counted from 0
 * @param train scores of the epoch's training images, with the loss that was trained on
 * @param validation scores of the validation images
 * @param rates of the epoch's steps
 * @param speed of the epoch
 * @param layers the gauges of every binary layer at the end of the epoch, in the network's order
 */
public record EpochReport(
    int epoch,
    Scores train,
    Scores validation,
    EpochRates rates,
    EpochSpeed speed,
    List<LayerGauge> layers) {

  public EpochReport {
    layers = List.copyOf(layers);
  }
}
