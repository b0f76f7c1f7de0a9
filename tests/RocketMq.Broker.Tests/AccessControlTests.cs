using System.Net;
using RocketMq.Broker.Security;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class AccessControlTests
{
    [Theory]
    [InlineData("*", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.*", "10.0.0.77", true)]
    [InlineData("10.0.*.*", "10.1.0.77", false)]
    [InlineData("10.0.0.1-20", "10.0.0.20", true)]
    [InlineData("10.0.0.1-20", "10.0.0.21", false)]
    [InlineData("10.0.0.{1,7}", "10.0.0.7", true)]
    [InlineData("10.0.0.{1,7}", "10.0.0.2", false)]
    [InlineData("192.168.0.1, 10.0.0.{1,7}", "10.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("10.0.0.*", "::1", false)]
    [InlineData("", "10.0.0.1", false)]
    public void White_lists_match_addresses(string patterns, string address, bool matches) =>
        AddressPattern.ParseList(patterns).Any(pattern => pattern.Matches(IPAddress.Parse(address))).ShouldBe(matches);

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.9-3")]
    [InlineData("broker.example")]
    public void A_white_list_that_cannot_be_is_refused(string patterns) =>
        Should.Throw<ArgumentException>(() => AddressPattern.ParseList(patterns)).Message.ShouldContain(patterns);

    [Fact]
    public async Task A_white_listed_address_needs_no_signature()
    {
        await using var broker = await StartAsync(new AclOptions { WhiteRemoteAddresses = ["127.0.0.1"] });
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress);
        (await client.SendAsync("orders", "unsigned")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Groups_and_topics_of_consumers_are_checked()
    {
        var account = new AclAccount("reader", "reader-secret")
        {
            TopicPermissions = { ["orders"] = AclPermissions.Subscribe, ["salaries"] = AclPermissions.None },
            GroupPermissions = { ["billing"] = AclPermissions.Subscribe, ["payroll"] = AclPermissions.None },
        };
        await using var broker = await StartAsync(new AclOptions { Accounts = [account] });
        var options = new RemotingConnectionOptions { Signer = new SigningKey("reader", "reader-secret") };
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress, options: options);

        (await client.AskAsync(TestClient.PullHeader("billing", "orders", 0))).Code.ShouldNotBe(ResponseCode.NoPermission);
        (await client.AskAsync(TestClient.PullHeader("payroll", "orders", 0))).Code.ShouldBe(ResponseCode.NoPermission);
        (await client.AskAsync(TestClient.PullHeader("billing", "salaries", 0))).Code.ShouldBe(ResponseCode.NoPermission);
        (await client.AskAsync(TestClient.PullHeader("payroll", "%RETRY%payroll", 0))).Code.ShouldBe(ResponseCode.NoPermission);
        (await client.SendAsync("orders", "not mine to write")).Code.ShouldBe(ResponseCode.NoPermission);
        (await client.SendAsync(TopicRules.TraceTopic, "traces are everybody's")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Two_accounts_of_one_name_are_refused_at_the_start()
    {
        var acl = new AclOptions { Accounts = [new AclAccount("a", "secret-1"), new AclAccount("a", "secret-2")] };
        (await Should.ThrowAsync<ArgumentException>(() => StartAsync(acl).AsTask())).Message.ShouldContain("two accounts");
    }

    [Fact]
    public async Task An_account_without_a_key_is_refused_at_the_start()
    {
        var acl = new AclOptions { Accounts = [new AclAccount("a", "")] };
        (await Should.ThrowAsync<ArgumentException>(() => StartAsync(acl).AsTask())).Message.ShouldContain("without access key");
    }

    private static ValueTask<EmbeddedBroker> StartAsync(AclOptions acl) =>
        EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Acl = acl, Topics = [new TopicDefinition("orders"), new TopicDefinition("salaries")] },
            TestContext.Current.CancellationToken
        );
}
