//! Pages of a carrier's list as Twilio writes them, JSON text and all.

use anyhow::Result;
use chrono::DateTime;
use serde_json::json;
use url::Url;

use crate::texts::{LINE, Text, number_of};

const ACCOUNT: &str = "AC00000000000000000000000000000001";

/// The page, newest text first, in the shape of API 2010-04-01 with every field Twilio sends.
pub fn page(texts: &[Text]) -> Result<Vec<u8>> {
    let rows = texts.iter().rev().map(row).collect::<Result<Vec<_>>>()?;
    let count = rows.len();
    let page = json!({
        "end": count.saturating_sub(1), "start": 0, "page": 0, "page_size": count,
        "first_page_uri": format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json?To=%2B12255550100&PageSize=500&Page=0"),
        "next_page_uri": format!(
            "/2010-04-01/Accounts/{ACCOUNT}/Messages.json?To=%2B12255550100&PageSize=500&Page=1&PageToken=PASM0"
        ),
        "previous_page_uri": null,
        "uri": format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json?To=%2B12255550100&PageSize=500&Page=0"),
        "messages": rows,
    });
    Ok(serde_json::to_vec(&page)?)
}

/// Where the pages come from.
pub fn base() -> Result<Url> {
    Ok(Url::parse("https://api.twilio.com")?)
}

fn row(text: &Text) -> Result<serde_json::Value> {
    let when = DateTime::from_timestamp_millis(text.at).map(|at| at.to_rfc2822());
    let far = number_of(text.patient);
    let (from, to, direction, status) = if text.inbound {
        (far.as_str(), LINE, "inbound", "received")
    } else {
        (LINE, far.as_str(), "outbound-api", "delivered")
    };
    let uri = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages/{}", text.provider_id);
    Ok(json!({
        "account_sid": ACCOUNT, "api_version": "2010-04-01", "body": text.body,
        "date_created": when, "date_sent": when, "date_updated": when, "direction": direction,
        "error_code": null, "error_message": null, "from": from, "messaging_service_sid": null, "num_media": "0",
        "num_segments": "1", "price": "-0.00790", "price_unit": "USD", "sid": text.provider_id, "status": status,
        "subresource_uris": { "media": format!("{uri}/Media.json"), "feedback": format!("{uri}/Feedback.json") },
        "to": to, "uri": format!("{uri}.json"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;

    #[test]
    fn the_adapter_reads_every_row() {
        let texts: Vec<Text> = Texts::new(3, 20, crate::texts::NOW_MILLIS).take(40).collect();
        let page = foyer_carrier::twilio::read_page(&page(&texts).unwrap(), &base().unwrap()).unwrap();
        assert_eq!((page.messages.len(), page.unreadable.len()), (40, 0));
        assert!(page.next.is_some());
        let newest = &page.messages[0];
        assert_eq!(newest.id.as_str(), texts[39].provider_id);
        assert_eq!(newest.body.reveal(), texts[39].body);
        // Twilio's dates have no milliseconds.
        assert_eq!(newest.created_at.unwrap().millis(), texts[39].at / 1_000 * 1_000);
    }
}
