package org.recu.cli;

import java.nio.file.Path;

/**
 * A call of {@code recu download}.
 *
 * @param dataset name of the data set
 * @param dataPath folder in which the data set's own folder is made
 */
public record DownloadOptions(String dataset, Path dataPath) {}
