package org.brixianode.web.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Uid;
import org.brixianode.queue.JobSearch;
import org.brixianode.study.StageException;

/** The jobs that events were about since the last call. Thread-safe. */
final class ChangedJobs {

    /** Further ones are not named; pages read their lists again at intervals. */
    private static final int MAX = 500;

    private final Set<String> uids = new HashSet<>();
    private final Set<Long> ids = new TreeSet<>();
    private boolean any;

    synchronized void add(NodeEvent event) {
        any = true;
        if (event instanceof NodeEvent.Received one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Conflict one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Replaced one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Scored one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.NotScored one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Failed one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Retry one) {
            add(one.image().instance());
        } else if (event instanceof NodeEvent.Committed one) {
            add(one.instance());
        } else if (event instanceof NodeEvent.Sent one) {
            add(one.parcel().job());
        } else if (event instanceof NodeEvent.NotSent one) {
            add(one.parcel().job());
        } else if (event instanceof NodeEvent.OperatorAction one && one.job().isPresent()) {
            add(one.job().getAsLong());
        }
    }

    private void add(Uid instance) {
        if (uids.size() < MAX) {
            uids.add(instance.value());
        }
    }

    private void add(long id) {
        if (ids.size() < MAX) {
            ids.add(id);
        }
    }

    /** Whether there was any event since the last call of {@link #take}. */
    synchronized boolean isAny() {
        return any;
    }

    /** The ids of the changed jobs, which are then forgotten. */
    List<Long> take(JobSearch search) throws StageException {
        Set<Long> found;
        List<String> instances;
        synchronized (this) {
            found = new TreeSet<>(ids);
            instances = List.copyOf(uids);
            ids.clear();
            uids.clear();
            any = false;
        }
        found.addAll(search.idsOfInstances(instances));
        return new ArrayList<>(found);
    }
}
