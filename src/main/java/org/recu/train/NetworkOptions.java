package org.recu.train;

import java.util.Optional;

/**
 * The network to train, and what it starts from.
 *
 * @param name of the network, such as {@code resnet20_1w1a}
 * @param pretrained weights to start from; empty for random ones
 */
public record NetworkOptions(String name, Optional<PretrainedOptions> pretrained) {}
