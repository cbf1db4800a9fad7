use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

/// Credentials of which `remaining` of `granted` seconds are left now.
fn lifetime(granted: i64, remaining: i64) -> Lifetime {
    Lifetime {
        issued: NOW.plus(remaining - granted),
        expiration: NOW.plus(remaining),
        skew: 0,
    }
}

/// The verdict of the default policy.
fn verdict(granted: i64, remaining: i64) -> Verdict {
    Policy::default().judge(&lifetime(granted, remaining), NOW)
}

#[test]
fn each_boundary_to_the_second() {
    use Verdict::{Advisory, Fresh, Mandatory, Unusable};
    // Granted, remaining, verdict.
    let table = [
        // An hour: advisory below 1200, mandatory below 120.
        (3600, 3600, Fresh),
        (3600, 1201, Fresh),
        (3600, 1200, Fresh),
        (3600, 1199, Advisory),
        (3600, 121, Advisory),
        (3600, 120, Advisory),
        (3600, 119, Mandatory),
        (3600, 1, Mandatory),
        (3600, 0, Unusable),
        (3600, -1, Unusable),
        // STS's minimum: advisory below 600 (two thirds), mandatory below 120.
        (900, 900, Fresh),
        (900, 601, Fresh),
        (900, 600, Fresh),
        (900, 599, Advisory),
        (900, 120, Advisory),
        (900, 119, Mandatory),
        // Shorter than STS gives: both timeouts shrink.
        (60, 41, Fresh),
        (60, 40, Fresh),
        (60, 39, Advisory),
        (60, 16, Advisory),
        (60, 15, Advisory),
        (60, 14, Mandatory),
        // Twelve hours: the timeouts stay what they are.
        (43_200, 1200, Fresh),
        (43_200, 1199, Advisory),
        // The cap: 37 h.
        (133_200, 133_199, Fresh),
        (133_200, 133_200, Fresh),
        (133_201, 133_201, Unusable),
    ];
    for (granted, remaining, expected) in table {
        assert_eq!(
            verdict(granted, remaining),
            expected,
            "{remaining} of {granted} s"
        );
    }
}

#[test]
fn min_ttl_is_mandatory_below_it() {
    let policy = Policy {
        min_ttl: 2400,
        ..Policy::default()
    };
    for (remaining, expected) in [
        (2401, Verdict::Fresh),
        (2400, Verdict::Fresh),
        (2399, Verdict::Mandatory),
        (0, Verdict::Unusable),
    ] {
        assert_eq!(
            policy.judge(&lifetime(3600, remaining), NOW),
            expected,
            "{remaining}"
        );
    }
}

#[test]
fn botocores_own_timeouts_can_be_had() {
    let policy = Policy {
        advisory: 900,
        mandatory: 600,
        min_ttl: 0,
    };
    for (remaining, expected) in [
        (900, Verdict::Fresh),
        (899, Verdict::Advisory),
        (600, Verdict::Advisory),
        (599, Verdict::Mandatory),
    ] {
        assert_eq!(
            policy.judge(&lifetime(3600, remaining), NOW),
            expected,
            "{remaining}"
        );
    }
}

/// Credentials for an hour, issued `age` seconds ago, as a machine sees them
/// whose clock is `behind` seconds behind the issuer's (negative: ahead).
fn skewed(age: i64, behind: i64) -> Lifetime {
    Lifetime {
        issued: NOW.plus(-age),
        expiration: NOW.plus(behind - age + 3600),
        skew: behind,
    }
}

#[test]
fn a_clock_that_is_off_only_ever_shortens() {
    // Behind by 20 min: the local clock would grant 1200 s too many.
    assert_eq!(skewed(0, 1200).remaining(NOW), 3600);
    assert_eq!(skewed(3599, 1200).remaining(NOW), 1);
    assert_eq!(
        Policy::default().judge(&skewed(3600, 1200), NOW),
        Verdict::Unusable
    );
    // Ahead by 20 min: SDKs believe the local clock, so it decides.
    assert_eq!(skewed(0, -1200).remaining(NOW), 2400);
    assert_eq!(
        Policy::default().judge(&skewed(2400, -1200), NOW),
        Verdict::Unusable
    );
    // Within the tolerance the local clock alone decides.
    assert_eq!(skewed(0, 30).remaining(NOW), 3630);
    assert_eq!(skewed(0, 31).remaining(NOW), 3600);
}

#[test]
fn issued_in_the_future_is_not_believed() {
    for (ahead, expected) in [(300, Verdict::Fresh), (301, Verdict::Unusable)] {
        let lifetime = Lifetime {
            issued: NOW.plus(ahead),
            expiration: NOW.plus(ahead + 3600),
            skew: 0,
        };
        assert_eq!(Policy::default().judge(&lifetime, NOW), expected, "{ahead}");
    }
}

#[test]
fn extreme_numbers_do_not_overflow() {
    for value in [i64::MIN, i64::MAX, 0] {
        let moment = Timestamp::from_seconds(value);
        for skew in [i64::MIN, i64::MAX, 0] {
            let lifetime = Lifetime {
                issued: moment,
                expiration: moment,
                skew,
            };
            assert_eq!(
                Policy::default().judge(&lifetime, NOW),
                Verdict::Unusable,
                "{value} {skew}"
            );
        }
    }
}
