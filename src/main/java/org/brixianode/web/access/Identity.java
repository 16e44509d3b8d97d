package org.brixianode.web.access;

import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Role;
import org.brixianode.ops.TrustedName;
import org.jspecify.annotations.Nullable;

/**
 * The user of a request.
 *
 * @param address of the client
 * @param csrf token that changes must carry
 * @param way how the user was recognised
 */
public record Identity(TrustedName user, NetworkAddress address, Role role, String csrf, Way way) {

    /** How a user is recognised. */
    enum Way {
        /** Nobody logs in: whoever reaches the loopback address is operator. */
        LOCAL,
        PROXY,
        BASIC,
        SESSION
    }

    private static final String ATTRIBUTE = Identity.class.getName();

    void attachTo(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    /**
     * The user of a request that needs a login.
     *
     * @throws UnauthorizedResponse if there is none
     */
    public static Identity of(Context request) {
        @Nullable Identity found = request.attribute(ATTRIBUTE);
        if (found == null) {
            throw new UnauthorizedResponse("log in first: POST /api/v1/session, or HTTP Basic");
        }
        return found;
    }

    /** For events. */
    public NodeEvent.Operator operator() {
        return new NodeEvent.Operator(user, address);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Identity[user=" + user + ", role=" + role + ", way=" + way + "]";
    }
}
