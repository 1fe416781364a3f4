package org.recu.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/**
 * A zip archive mounted as a file system: nothing can be renamed from it to the disk, and its
 * folders cannot be synced.
 */
final class ForeignFileSystem {

  private ForeignFileSystem() {}

  static FileSystem in(Path folder) throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("foreign.zip").toUri());
    return FileSystems.newFileSystem(archive, Map.of("create", "true"));
  }
}
