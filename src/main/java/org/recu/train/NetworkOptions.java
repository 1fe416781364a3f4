package org.recu.train;

import java.util.Optional;
import org.recu.binarize.BinarizationMethod;

/**
 * The network to train, how it is binarized, and what it starts from.
 *
 * @param name of the network, such as {@code resnet20_1w1a}
 * @param binarization of its binary layers
 * @param pretrained weights to start from; empty for random ones
 */
public record NetworkOptions(
    String name, BinarizationMethod binarization, Optional<PretrainedOptions> pretrained) {}
