package org.recu.cli;

/**
 * A call of {@code recu summary}.
 *
 * @param model name of the network
 * @param dataset name of the data set that gives what was not typed
 * @param classes of the data set, or as typed
 * @param imageSize height and width of the images, in pixels: the data set's, or as typed
 */
public record SummaryOptions(String model, String dataset, int classes, int imageSize) {}
