namespace RocketMq.Broker.Tests.Golden;

/// <summary>Signed requests of a real Java client, and what access control answers to them.</summary>
public sealed class GoldenAclTests
{
    public static TheoryData<string> Captures =>
        [
            .. new[]
            {
                "admin_op_denied_for_normal_user",
                "authorized_normal_user_and_denied_topic",
                "create_topic_with_empty_field",
                "rejected_no_credentials",
                "rejected_unknown_user",
                "signed_batch_send",
                "signed_send",
                "signed_session_token",
            }.SelectMany(scenario => new[] { $"acl/{scenario}.json", $"acl/{scenario}.rocketmq" }),
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Requests_are_let_in_and_refused_as_on_a_real_broker(string capture)
    {
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions
            {
                BrokerName = "broker-acl",
                ClusterName = "AclCluster",
                Acl = Users(capture),
            },
            TestContext.Current.CancellationToken
        );
        using var connection = await RawConnection.OpenAsync(broker.BrokerAddress);
        var frames = GoldenFrame.Load(capture);
        foreach (var request in frames.Where(frame => frame.IsClientRequest && frame.To == "broker"))
        {
            var golden = frames.FirstOrDefault(frame =>
                frame.Connection == request.Connection && frame.Parsed.IsResponse && frame.Parsed.Opaque == request.Parsed.Opaque
            );
            var bytes = await connection.AskAsync(request);
            if (golden is null || bytes is null)
                continue;
            var answer = FrameReader.Parse(bytes);
            answer.Code.ShouldBe(golden.Parsed.Code, $"frame {request.Sequence}: {answer.Remark}");
            if (golden.Parsed.Code != (int)ResponseCode.Success)
                answer.Remark.ToString().ShouldBe(golden.Parsed.Remark.ToString());
        }
    }

    // As the capture's broker had them: an administrator, a user who may write one topic, and one without any.
    private static AclOptions Users(string capture)
    {
        var format = capture[(capture.LastIndexOf('.') + 1)..];
        return new AclOptions
        {
            Accounts =
            [
                new AclAccount("golden-admin", "golden-admin-secret") { IsAdmin = true },
                new AclAccount($"nu-{format}", $"nu-{format}-secret")
                {
                    DefaultTopicPermission = AclPermissions.None,
                    TopicPermissions = { [$"golden-acl-{format}"] = AclPermissions.Publish },
                },
                new AclAccount($"nu2-{format}", $"nu2-{format}-secret") { DefaultTopicPermission = AclPermissions.None },
            ],
        };
    }
}
