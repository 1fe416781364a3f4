package org.recu.data.cifar;

/**
 * One of the layouts in which a CIFAR set is distributed.
 *
 * @param folder name of the folder that its archive unpacks to
 * @param reader reads its files
 * @param train files of the training split
 * @param test files of the test split
 */
public record CifarVersion(String folder, CifarReader reader, CifarFiles train, CifarFiles test) {}
