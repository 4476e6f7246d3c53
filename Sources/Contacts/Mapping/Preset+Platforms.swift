// The exports as the platforms write them in 2026; where a platform lets its user choose the
// columns, the names are those of its fields.
extension Preset {
    /// In the order in which headers are compared with them.
    package static let all = [
        enlist, klaviyo, mailchimp, postscript, shopify, hubspot, google, outlook, twilio, sendgrid,
        simpletexting, eztexting, attentive,
    ]

    /// This program's own `export --format csv`: no column of it needs a question.
    private static let enlist = Preset(
        name: "enlist", title: "Enlist",
        signatures: [
            [
                "phone_number", "list_number", "signup_date", "ip_address", "url",
                "ad_network_source", "ad_network_id", "opted_out",
            ]
        ], decidesAll: true)

    /// List and segment exports; the same consent words go for its imports.
    private static let klaviyo = Preset(
        name: "klaviyo", title: "Klaviyo",
        signatures: [
            ["SMS Marketing Consent"], ["Email Marketing Consent", "Phone Number"], ["Klaviyo ID"],
        ],
        rules: [
            .phone("Phone Number"),
            .optedOut("SMS Marketing Consent", .consent),
            .signupDate("SMS Marketing Consent Timestamp"), .signupDate("SMS Marketing Timestamp"),
            .signupDate("SMS Consent Timestamp"), .ipAddress("IP Address"),
        ],
        otherChannels: [
            "Email Marketing Consent", "Email Marketing Consent Timestamp", "Email Suppressions",
            "Email Suppressions Timestamp", "SMS Transactional Consent",
            "Mobile Push Marketing Consent", "WhatsApp Marketing Consent",
        ])

    /// Audience exports: subscribed, unsubscribed and cleaned contacts come as files of their own.
    private static let mailchimp = Preset(
        name: "mailchimp", title: "Mailchimp",
        signatures: [["MEMBER_RATING", "LEID"], ["MEMBER_RATING", "OPTIN_TIME"]],
        rules: [
            .phone("SMS Phone Number", preferred: true), .phone("Phone Number"), .phone("Phone"),
            .optedOut("SMS Marketing Status", .consent), .optedOut("SMS Status", .consent),
            .optedOut("Status", .consent), .optedOut("UNSUB_TIME", .whenFilled),
            .optedOut("CLEAN_TIME", .whenFilled),
            .signupDate("CONFIRM_TIME"), .signupDate("OPTIN_TIME"),
            .ipAddress("CONFIRM_IP"), .ipAddress("OPTIN_IP"),
        ],
        otherChannels: [
            "UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON", "UNSUB_REASON_OTHER",
            "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID", "CLEAN_REASON", "Email Marketing Status",
        ])

    /// Subscribers come in one file, those who left in another.
    private static let postscript = Preset(
        name: "postscript", title: "Postscript",
        signatures: [
            ["subscriber_created_at_utc"], ["phone_number", "last_keyword_subscribed_to"],
        ],
        rules: [
            .phone("phone_number"), .phone("phone"),
            .optedOut("opt_out_time", .whenFilled), .optedOut("opt_out_time_utc", .whenFilled),
            .optedOut("unsubscribed_at", .whenFilled),
            .optedOut("unsubscribed_at_utc", .whenFilled),
            .optedOut("subscriber_status", .consent), .optedOut("status", .consent),
            .signupDate("subscriber_created_at_utc"),
        ],
        otherChannels: ["opt_out_reason", "opt_out_source", "last_keyword_subscribed_to"])

    /// Customers; the address's phone is asked when the customer has none.
    private static let shopify = Preset(
        name: "shopify", title: "Shopify customers",
        signatures: [
            ["Accepts SMS Marketing"], ["Accepts Email Marketing", "Default Address Phone"],
            ["Accepts Marketing", "Total Spent"],
        ],
        rules: [
            .phone("Phone", preferred: true), .phone("Default Address Phone"),
            .optedOut("Accepts SMS Marketing", .consent),
        ],
        otherChannels: [
            "Accepts Email Marketing", "Accepts Marketing", "Accepts WhatsApp Marketing",
        ])

    /// Contacts. It keeps no SMS consent of its own: who left its e-mail counts as gone.
    private static let hubspot = Preset(
        name: "hubspot", title: "HubSpot",
        signatures: [
            ["Record ID", "Mobile Phone Number"], ["Record ID", "Phone Number"],
            ["Record ID", "Lifecycle Stage"],
        ],
        rules: [
            .phone("Mobile Phone Number", preferred: true), .phone("Phone Number"),
            .optedOut("Unsubscribed from all email", .optOut),
            .optedOut("Unsubscribed from all SMS", .optOut),
            .optedOut("SMS opt out", .optOut), .optedOut("Opted out of SMS", .optOut),
        ],
        otherChannels: [
            "Marketing contact status", "Email hard bounce reason", "Hard bounce reason",
            "Marketing emails bounced", "Email subscription status",
            "Opted out of email*",
        ])

    /// Google Contacts: each number with a column that says what kind it is.
    private static let google = Preset(
        name: "google", title: "Google Contacts",
        signatures: [["Phone 1 - Value"]],
        rules: (1...9).flatMap { number in
            [
                .phone("Phone \(number) - Value", label: "Phone \(number) - Label"),
                .phone("Phone \(number) - Value", label: "Phone \(number) - Type"),
                .phone("Phone \(number) - Value"),
            ]
        })

    /// Outlook and Windows contacts.
    private static let outlook = Preset(
        name: "outlook", title: "Outlook",
        signatures: [["Mobile Phone", "Business Phone"], ["Mobile Phone", "E-mail Address"]],
        rules: [
            .phone("Mobile Phone", preferred: true), .phone("Primary Phone"), .phone("Home Phone"),
            .phone("Home Phone 2"), .phone("Business Phone"), .phone("Business Phone 2"),
            .phone("Other Phone"), .phone("Car Phone"),
        ])

    /// Consents of Twilio's consent management.
    private static let twilio = Preset(
        name: "twilio", title: "Twilio consents",
        signatures: [["contact_id", "sender_id", "status"]],
        rules: [
            .phone("contact_id"), .optedOut("status", .consent), .signupDate("date_of_consent"),
        ])

    /// Contacts of Twilio SendGrid's marketing campaigns.
    private static let sendgrid = Preset(
        name: "sendgrid", title: "Twilio SendGrid",
        signatures: [
            ["CONTACT_ID", "PHONE_NUMBER"], ["CONTACT_ID", "UPDATED_AT"],
            ["PHONE_NUMBER_ID", "EXTERNAL_ID"],
        ],
        rules: [.phone("PHONE_NUMBER", preferred: true), .phone("PHONE_NUMBER_ID")])

    private static let simpletexting = Preset(
        name: "simpletexting", title: "SimpleTexting",
        signatures: [
            ["contactPhone"], ["Phone", "Lists", "Subscription Status"],
            ["Phone", "Lists", "Opted Out"],
        ],
        rules: [
            .phone("contactPhone"), .phone("Phone"), .phone("Phone Number"),
            .optedOut("subscriptionStatus", .consent), .optedOut("Opted Out", .optOut),
            .optedOut("Opt-out Date", .whenFilled), .optedOut("Opted Out At", .whenFilled),
            .signupDate("Opt-in Date"), .signupDate("Opted In At"),
        ])

    private static let eztexting = Preset(
        name: "eztexting", title: "EZ Texting",
        signatures: [["PhoneNumber", "OptOut"], ["PhoneNumber", "Opted Out", "Groups"]],
        rules: [
            .phone("PhoneNumber"), .phone("Phone"), .optedOut("OptOut", .optOut),
            .optedOut("Opted Out", .optOut), .signupDate("Opt In Date"), .signupDate("OptInDate"),
        ])

    /// Sent by its support on request.
    private static let attentive = Preset(
        name: "attentive", title: "Attentive",
        signatures: [
            ["phone", "opt_in", "opt_out"], ["phone_number", "opt_in", "opt_out"],
            ["subscriber_phone", "opt_out"],
        ],
        rules: [
            .phone("phone"), .phone("phone_number"), .phone("subscriber_phone"),
            .optedOut("opt_out", .optOut), .optedOut("opted_out", .optOut),
            .optedOut("opt_out_date", .whenFilled), .optedOut("opt_out_time", .whenFilled),
            .optedOut("subscription_status", .consent), .optedOut("status", .consent),
            .signupDate("opt_in_date"), .signupDate("opt_in_time"), .signupDate("opt_in"),
            .signupDate("join_date"), .signupDate("active_since"),
        ],
        otherChannels: ["opt_in_source", "opt_out_source", "email_subscription_status"])
}
