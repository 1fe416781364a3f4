package org.recu.data.download;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.recu.data.DataException;

/**
 * The address of an archive, which says where its bytes may come from: over https, from its own
 * server. Plain http is for a server on this machine only.
 *
 * @param archive as the catalogue has it
 */
record TrustedAddress(URI archive) {

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  /**
   * Checks an address before anything is asked of it.
   *
   * @throws DataException if it is not of this server, or not of https
   */
  void require(URI address) throws DataException {
    String host = host(address);
    boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
    boolean local = "http".equalsIgnoreCase(address.getScheme()) && THIS_MACHINE.contains(host);
    if (!encrypted && !local) {
      throw new DataException(address + ": expected an address that begins with https://");
    }
    boolean sameServer =
        host.equals(host(archive))
            && address.getPort() == archive.getPort()
            && address.getScheme().equalsIgnoreCase(archive.getScheme());
    if (!sameServer || address.getUserInfo() != null) {
      throw new DataException(
          "%s redirects to %s, expected an address at the same server".formatted(archive, address));
    }
  }

  /**
   * Where a redirect leads to.
   *
   * @param from the address that answered
   * @param location what it answered, absolute or relative
   * @throws DataException if that is elsewhere
   */
  URI redirected(URI from, String location) throws DataException {
    URI address;
    try {
      address = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DataException(archive + " redirects to something that is no address", e);
    }
    if (location.isBlank() || address.getHost() == null) {
      throw new DataException(archive + " redirects to something that is no address");
    }
    require(address);
    return address;
  }

  private static String host(URI address) {
    return address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
  }
}
