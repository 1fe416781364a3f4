package org.recu.cli;

/**
 * A call of {@code recu summary}.
 *
 * @param model name of the network
 * @param dataset name of the data set that gives the classes and the input's size
 * @param classes of the data set, or as typed
 */
public record SummaryOptions(String model, String dataset, int classes) {}
