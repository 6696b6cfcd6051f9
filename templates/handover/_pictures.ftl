[#-- SPDX-License-Identifier: Apache-2.0 --]
[#import "/docker/_access.ftl" as access]
[#import "/openapi/_address.ftl" as address]
[#outputformat "Shell"]
[#macro curl]
curl --silent --show-error --fail-with-body --max-time [=ceiling(plan.runtime.deadline / 1000) + 1] \
  --header 'Content-Type: image/jpeg' \
[#if access.bearer]
  --header "Authorization: Bearer $TOKEN" \
[/#if]
  --data-binary @picture.jpg \
  [=address.url + "/v1/images"]
[/#macro]
[/#outputformat]
[#outputformat "Json"]
[#macro python]
import json
[#if access.bearer]
import os
[/#if]
import pathlib
import sys
import urllib.error
import urllib.request

call = urllib.request.Request(
    [=address.url + "/v1/images"],
    data=pathlib.Path("picture.jpg").read_bytes(),
[#if access.bearer]
    headers={"Content-Type": "image/jpeg", "Authorization": "Bearer " + os.environ["TOKEN"]},
[#else]
    headers={"Content-Type": "image/jpeg"},
[/#if]
)
try:
    with urllib.request.urlopen(call, timeout=[=ceiling(plan.runtime.deadline / 1000) + 1]) as response:
        answer = json.load(response)
except urllib.error.HTTPError as refused:
    # 503: try again after this many seconds; 4xx: the request is wrong.
    sys.exit(f"{refused.code}, retry after {refused.headers.get('Retry-After')}: {refused.read().decode()}")
for picture in answer["images"]:
    print(json.dumps(picture))
[/#macro]
[#macro java]
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

public class Predict {
  public static void main(String[] arguments) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create([=address.url + "/v1/images"]))
            .timeout(Duration.ofMillis([=plan.runtime.deadline + 1000]))
            .header("Content-Type", "image/jpeg")
[#if access.bearer]
            .header("Authorization", "Bearer " + System.getenv("TOKEN"))
[/#if]
            .POST(HttpRequest.BodyPublishers.ofFile(Path.of("picture.jpg")))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      // 503: try again after this many seconds; 4xx: the request is wrong.
      System.err.println(response.statusCode() + ", retry after "
          + response.headers().firstValue("Retry-After").orElse("never") + ": " + response.body());
      System.exit(1);
    }
    System.out.println(response.body());
  }
}
[/#macro]
[/#outputformat]
