using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ModelGrantConfiguration : IEntityTypeConfiguration<ModelGrant>
{
    public void Configure(EntityTypeBuilder<ModelGrant> builder)
    {
        builder.HasKey(g => new { g.ModelKey, g.OwnerId });
        builder.Property(g => g.ModelKey).HasMaxLength(256);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(g => g.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(g => g.OwnerId);
    }
}
